/**
 * The valve itself: Tomcat's side of Gatehouse, and the place where its parts are put together.
 *
 * <p>{@link org.gatehouse.valve.SsoAuthenticator} is what an administrator names in {@code context.xml};
 * {@link org.gatehouse.valve.SsoPrincipal} is what an application finds in {@code request.getUserPrincipal()}.
 */
@NullMarked
package org.gatehouse.valve;

import org.jspecify.annotations.NullMarked;
