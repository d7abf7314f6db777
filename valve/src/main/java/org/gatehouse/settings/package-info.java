/** The valve's attributes and the files that they name, made into one immutable {@code Settings}. Knows no Tomcat. */
@NullMarked
package org.gatehouse.settings;

import org.jspecify.annotations.NullMarked;
