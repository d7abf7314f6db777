/** The distribution as administrators get it: the archive, its documentation, and its JAR in Tomcats as they come. */
@NullMarked
package org.gatehouse.dist;

import org.jspecify.annotations.NullMarked;
