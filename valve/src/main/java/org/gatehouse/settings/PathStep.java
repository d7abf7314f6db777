package org.gatehouse.settings;

/**
 * One thing on the way from the root of the file system to a file, as the system shows it.
 *
 * @param path in full
 * @param group by its name
 * @param mode the permissions and the sticky bit, as {@code chmod} takes them; with POSIX access control lists the bits of
 *     the group are the mask of the list, and stand for everyone whom it names
 * @param identity tells the thing from another one that has taken its place; of a file, also its content from another one
 */
public record PathStep(Kind kind, String path, FileOwner owner, String group, int mode, String identity) {
    private static final int STICKY = 01000;
    private static final int GROUP_READ = 0040;
    private static final int GROUP_WRITE = 0020;
    private static final int OTHERS_READ = 0004;
    private static final int OTHERS_WRITE = 0002;
    private static final String LETTERS = "rwxrwxrwx";

    /** What it is. */
    public enum Kind {
        DIRECTORY,
        LINK,
        FILE
    }

    /** Only the owner of what is in such a directory can rename or remove it. */
    boolean isSticky() {
        return (mode & STICKY) != 0;
    }

    public boolean groupMayRead() {
        return (mode & GROUP_READ) != 0;
    }

    boolean groupMayWrite() {
        return (mode & GROUP_WRITE) != 0;
    }

    public boolean othersMayRead() {
        return (mode & OTHERS_READ) != 0;
    }

    boolean othersMayWrite() {
        return (mode & OTHERS_WRITE) != 0;
    }

    /** {@code rwxr-x---}. */
    String permissions() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LETTERS.length(); i++) {
            boolean set = ((mode >> (LETTERS.length() - 1 - i)) & 1) != 0;
            text.append(set ? LETTERS.charAt(i) : '-');
        }
        return text.toString();
    }
}
