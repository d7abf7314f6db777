/**
 * The entries of a domain in memory, with what Active Directory does otherwise than ApacheDS: search filters, back links and
 * references that follow a renamed entry.
 */
@NullMarked
package org.gatehouse.lab.directory.store;

import org.jspecify.annotations.NullMarked;
