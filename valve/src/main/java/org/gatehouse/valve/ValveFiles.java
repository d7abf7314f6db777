package org.gatehouse.valve;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardContext;

/**
 * The files that Tomcat reads for one application and that put a valve in front of it. They are searched, not parsed: this
 * is for a message, and Tomcat has parsed them a moment ago.
 */
final class ValveFiles {
    /** In bytes. */
    private static final int MAX_LENGTH = 1 << 20;

    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

    private static final Pattern IN_WAR = Pattern.compile("jar:(file:.*)(!/.*)");

    private ValveFiles() {}

    /** The full paths of those that have a {@code <Valve>} of one of these classes, in the order in which Tomcat reads them. */
    static List<String> of(Context context, Collection<String> classes) {
        List<Pattern> valves = classes.stream()
                .map(name -> Pattern.compile("<Valve\\b[^>]*[\"']" + Pattern.quote(name) + "[\"']"))
                .toList();
        List<String> found = new ArrayList<>();
        for (URI file : files(context)) {
            String text = COMMENT.matcher(text(file)).replaceAll("");
            if (valves.stream().anyMatch(valve -> valve.matcher(text).find())) {
                found.add(shown(file));
            }
        }
        return found;
    }

    /**
     * As Tomcat's {@code ContextConfig} reads them. The last is {@code META-INF/context.xml} of the application (in a
     * directory, or in a WAR) or the file that stands for it below {@code conf}.
     */
    private static List<URI> files(Context context) {
        Path base = context.getCatalinaBase().toPath().toAbsolutePath();
        List<URI> files = new ArrayList<>();
        files.add(base.resolve("conf/server.xml").toUri());
        files.add(base.resolve(defaults(context)).toUri());
        files.add(base.resolve(Container.getConfigPath(context, "context.xml.default"))
                .toUri());
        if (context.getConfigFile() != null) { // none, if a program has made the context
            try {
                files.add(context.getConfigFile().toURI());
            } catch (URISyntaxException e) {
                return files; // a message with one file less
            }
        }
        return files;
    }

    private static String defaults(Context context) {
        String file = context instanceof StandardContext standard ? standard.getDefaultContextXml() : null;
        return file == null ? "conf/context.xml" : file;
    }

    /** A path: {@code /opt/tomcat/conf/context.xml}, or {@code /opt/tomcat/webapps/portal.war!/META-INF/context.xml}. */
    private static String shown(URI file) {
        Matcher inWar = IN_WAR.matcher(file.toString());
        if (inWar.matches()) {
            return Path.of(URI.create(inWar.group(1))) + inWar.group(2);
        }
        return file.getScheme().equals("file") ? Path.of(file).toString() : file.toString();
    }

    /** Nothing, if there is no such file. */
    private static String text(URI file) {
        try {
            URLConnection connection = file.toURL().openConnection();
            connection.setUseCaches(false); // which would keep a WAR open
            try (InputStream stream = connection.getInputStream()) {
                return new String(stream.readNBytes(MAX_LENGTH), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            return "";
        }
    }
}
