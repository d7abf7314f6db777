/** The valve's attributes as data, and the files that they name, made into one immutable {@code Settings}. Knows no Tomcat. */
@NullMarked
package org.gatehouse.settings;

import org.jspecify.annotations.NullMarked;
