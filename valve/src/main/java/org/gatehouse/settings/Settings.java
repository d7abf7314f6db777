package org.gatehouse.settings;

import java.time.Duration;
import org.gatehouse.kerberos.Keytab;

/**
 * The valve's configuration, complete and checked.
 *
 * @param keytabPath as the administrator wrote it, for messages
 * @param keytab with at least one usable key; closed by whoever has made its own keys from it
 * @param clockSkew how far the clocks of clients and KDC may be from this server's
 */
public record Settings(String keytabPath, Keytab keytab, Protect protect, Duration clockSkew) {}
