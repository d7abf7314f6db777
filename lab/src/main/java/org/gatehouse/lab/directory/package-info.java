/**
 * The lab's directory: ApacheDS in memory with Active Directory's names, filled from one readable file.
 *
 * <p>The directory is the one place where the domain's accounts are kept; the KDC and the portal ask it in process. What
 * it reads, the domain file, is written by the person who runs the lab: mistakes in it are told, all at once.
 */
@NullMarked
package org.gatehouse.lab.directory;

import org.jspecify.annotations.NullMarked;
