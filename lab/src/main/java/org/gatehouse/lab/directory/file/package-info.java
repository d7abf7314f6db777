/**
 * From the text of domain files to checked entries: LDIF, defaults, and what has to hold between entries and between domains.
 * A person wrote the files, so every mistake is reported with its line, all at once.
 */
@NullMarked
package org.gatehouse.lab.directory.file;

import org.jspecify.annotations.NullMarked;
