/** {@code doctor}: everything that this machine alone can tell about a sign-in; reads Tomcat's files for it. */
@NullMarked
package org.gatehouse.cli.doctor;

import org.jspecify.annotations.NullMarked;
