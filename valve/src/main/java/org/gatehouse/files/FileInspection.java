package org.gatehouse.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.settings.FileFacts;
import org.gatehouse.settings.FileOwner;
import org.gatehouse.settings.PathStep;

/** Goes from the root to a file as the kernel does, link after link, and notes what it comes by. */
public final class FileInspection {
    /** As many as Linux follows (path_resolution(7)). */
    private static final int MAX_LINKS = 40;

    private static final String ATTRIBUTES = "unix:uid,mode,fileKey,ctime";
    /** The parts of a mode (inode(7)). */
    private static final int TYPE = 0170000;

    private static final int DIRECTORY = 0040000;
    private static final int LINK = 0120000;
    private static final int GROUP_WRITE = 0020;
    private static final int TYPE_AND_PERMISSIONS = TYPE | 01777;

    private final Map<String, PathStep> steps = new LinkedHashMap<>();
    private final Map<Long, FileOwner> owners = new HashMap<>();
    private final Deque<Path> ahead = new ArrayDeque<>();
    private int links;

    private FileInspection() {}

    /** Nothing, if there is no file, or it cannot be reached. */
    public static Optional<FileFacts> of(Path file) {
        try {
            return new FileInspection().walk(file.toAbsolutePath());
        } catch (IOException e) {
            return Optional.empty(); // reading it says what is wrong
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.of(FileFacts.WITHOUT_OWNERS);
        }
    }

    private Optional<FileFacts> walk(Path file) throws IOException {
        Path at = restart(file);
        while (!ahead.isEmpty()) {
            Path name = ahead.removeFirst();
            Path next = at.resolve(name);
            if (name.toString().equals("..")) {
                at = at.getParent() == null ? at : at.getParent();
            } else if (!name.toString().equals(".")) {
                at = step(next) ? at(next, at) : next;
            }
        }
        PathStep last = steps.get(at.toString());
        if (last == null || last.kind() != PathStep.Kind.FILE) {
            return Optional.empty();
        }
        steps.remove(last.path());
        steps.put(last.path(), last); // a file that a link was led to in two ways comes last all the same
        return Optional.of(new FileFacts(steps.values().stream().toList()));
    }

    /** From the root on. */
    private Path restart(Path absolute) throws IOException {
        Path root = absolute.getRoot();
        step(root);
        ahead(absolute);
        return root;
    }

    private void ahead(Path path) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            ahead.addFirst(path.getName(i));
        }
    }

    /** Where the way goes on after a link. */
    private Path at(Path link, Path directory) throws IOException {
        if (++links > MAX_LINKS) {
            throw new IOException("too many links");
        }
        Path target = Files.readSymbolicLink(link);
        if (target.isAbsolute()) {
            return restart(target);
        }
        ahead(target);
        return directory;
    }

    /** Notes one thing; whether it is a link. */
    private boolean step(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        int mode = number(attributes, "mode") & TYPE_AND_PERMISSIONS;
        PathStep.Kind kind = kind(mode & TYPE);
        String identity = String.valueOf(attributes.get("fileKey"));
        // Names are asked for where they are needed alone: a directory of users may be far away.
        boolean groupMatters = kind == PathStep.Kind.FILE || (mode & GROUP_WRITE) != 0;
        steps.put(
                path.toString(),
                new PathStep(
                        kind,
                        path.toString(),
                        owner(path, number(attributes, "uid") & 0xffff_ffffL),
                        groupMatters ? name(path, "unix:group") : "",
                        mode & ~TYPE,
                        kind == PathStep.Kind.FILE ? identity + " " + attributes.get("ctime") : identity));
        return kind == PathStep.Kind.LINK;
    }

    private static PathStep.Kind kind(int type) {
        return switch (type) {
            case DIRECTORY -> PathStep.Kind.DIRECTORY;
            case LINK -> PathStep.Kind.LINK;
            default -> PathStep.Kind.FILE;
        };
    }

    private FileOwner owner(Path path, long uid) throws IOException {
        FileOwner known = owners.get(uid);
        if (known != null) {
            return known;
        }
        FileOwner owner = uid == 0 ? FileOwner.ROOT : new FileOwner(uid, name(path, "unix:owner"));
        owners.put(uid, owner);
        return owner;
    }

    private static String name(Path path, String attribute) throws IOException {
        return String.valueOf(Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS));
    }

    private static int number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Integer number ? number : 0xffff_ffff;
    }
}
