/** The KDC's port: TCP and UDP, with bounds on connections, lengths and time. */
@NullMarked
package org.gatehouse.lab.kdc.net;

import org.jspecify.annotations.NullMarked;
