/**
 * What every sign-in has in common: the outcome of a request's credentials, what is kept between two tokens, and the
 * event that is published of it.
 */
@NullMarked
package org.gatehouse.mechanism;

import org.jspecify.annotations.NullMarked;
