/** What a signed-in user may be called and may do: roles from groups. Its files are read by nobody here: bytes come in. */
@NullMarked
package org.gatehouse.policy;

import org.jspecify.annotations.NullMarked;
