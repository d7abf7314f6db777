/**
 * Deployment descriptors ({@code web.xml}), as far as their constraints go: whether one asks for a sign-in decides what
 * {@code protect="auto"} covers. Their content is not trusted.
 */
@NullMarked
package org.gatehouse.settings.descriptor;

import org.jspecify.annotations.NullMarked;
