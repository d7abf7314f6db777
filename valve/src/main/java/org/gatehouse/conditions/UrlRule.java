package org.gatehouse.conditions;

/** A URL for which nobody is asked. */
record UrlRule(Entry entry, UrlPattern pattern) {}
