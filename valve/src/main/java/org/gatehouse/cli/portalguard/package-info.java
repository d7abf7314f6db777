/**
 * PortalGuard's {@code <SSOConditions>}, read from a web.config and written as conditions that mean the same. No public
 * description of the format names its elements exactly, so every spelling is read that the configuration files of .NET use.
 * The file comes from another product, and may hold anything.
 */
@NullMarked
package org.gatehouse.cli.portalguard;

import org.jspecify.annotations.NullMarked;
