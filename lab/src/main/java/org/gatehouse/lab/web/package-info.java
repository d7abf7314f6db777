/** The lab's Tomcat: put together piece by piece, so that nothing of it stays behind in the JVM. */
@NullMarked
package org.gatehouse.lab.web;

import org.jspecify.annotations.NullMarked;
