package org.gatehouse.cli;

import java.util.List;

/**
 * One subject that {@code doctor} looks at by what this machine alone can tell. What has to be asked of a KDC or of a
 * directory (the owner of a name, its key version, the clock) is a check of its own, beside these.
 */
sealed interface Check permits PermissionsCheck, KeysCheck, NamesCheck, AddressCheck, ConnectorsCheck, ValvesCheck {
    /** What was found, the good as well; never empty for a subject that is there. */
    List<Finding> findings();
}
