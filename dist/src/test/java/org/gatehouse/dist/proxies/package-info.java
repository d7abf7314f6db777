/** Reverse proxies from Debian's packages in front of a stock Tomcat, with the settings that the archive ships. */
@NullMarked
package org.gatehouse.dist.proxies;

import org.jspecify.annotations.NullMarked;
