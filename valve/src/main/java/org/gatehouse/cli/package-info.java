/**
 * The commands inside the JAR: {@code java -jar gatehouse-valve.jar}; each has a package of its own. They find mistakes in keytabs, names and
 * Tomcat's configuration before users do, and run without Tomcat. What they read is trusted no more than a browser's
 * token: bounded, refused when malformed, and shown without surprises for a terminal. Keys are never shown.
 */
@NullMarked
package org.gatehouse.cli;

import org.jspecify.annotations.NullMarked;
