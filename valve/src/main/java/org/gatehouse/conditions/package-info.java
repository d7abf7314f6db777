/**
 * Shall a request be asked to sign in? The rules of the administrator, read from a file, and the decision about one request with
 * its reason. What is known of the request comes from outside; the file is the administrator's, and may be wrong.
 */
@NullMarked
package org.gatehouse.conditions;

import org.jspecify.annotations.NullMarked;
