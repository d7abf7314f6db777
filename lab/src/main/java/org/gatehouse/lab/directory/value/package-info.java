/**
 * Values of Active Directory's attributes: SIDs, times, integers, object classes and the passwords of trusts. How they are
 * read from text and from entries, and how they are written.
 */
@NullMarked
package org.gatehouse.lab.directory.value;

import org.jspecify.annotations.NullMarked;
