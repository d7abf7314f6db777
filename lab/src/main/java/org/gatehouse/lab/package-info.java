/** A small Windows-like domain in one JVM: directory, KDC and a Tomcat with the valve. */
@NullMarked
package org.gatehouse.lab;

import org.jspecify.annotations.NullMarked;
