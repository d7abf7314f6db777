/**
 * Files that attributes and commands name: their content, bounded, and what the file system says of them and of the way to
 * them. What is found there is judged elsewhere.
 */
@NullMarked
package org.gatehouse.files;

import org.jspecify.annotations.NullMarked;
