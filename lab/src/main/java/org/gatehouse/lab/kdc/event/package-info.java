/** What a KDC reports of each exchange, for a log or a test. */
@NullMarked
package org.gatehouse.lab.kdc.event;

import org.jspecify.annotations.NullMarked;
