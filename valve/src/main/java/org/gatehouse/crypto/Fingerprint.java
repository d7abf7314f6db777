package org.gatehouse.crypto;

/** 128 bits that stand for a longer text; only someone who knows the key can find two texts with the same ones. */
public record Fingerprint(long high, long low) {}
