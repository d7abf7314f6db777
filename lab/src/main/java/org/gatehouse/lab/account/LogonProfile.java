package org.gatehouse.lab.account;

/**
 * Texts of an account that a workstation would use at the logon; empty where the directory has none.
 *
 * @param fullName {@code displayName}
 * @param logonScript {@code scriptPath}
 * @param profilePath {@code profilePath}
 * @param homeDirectory {@code homeDirectory}
 * @param homeDirectoryDrive {@code homeDrive}
 */
public record LogonProfile(
        String fullName, String logonScript, String profilePath, String homeDirectory, String homeDirectoryDrive) {
    /** Nothing but the name. */
    public static LogonProfile of(String fullName) {
        return new LogonProfile(fullName, "", "", "", "");
    }
}
