/** What can go right and wrong with a sign-on, from the logon to the log line, with every Kerberos client that can show it. */
@NullMarked
package org.gatehouse.lab.scenario;

import org.jspecify.annotations.NullMarked;
