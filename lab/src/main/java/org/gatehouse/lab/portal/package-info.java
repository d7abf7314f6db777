/**
 * The portal: a small application that shows who has signed in and how. It sees what any application behind the valve
 * sees, the request and its principal; what comes from the client is escaped wherever it is shown.
 */
@NullMarked
package org.gatehouse.lab.portal;

import org.jspecify.annotations.NullMarked;
