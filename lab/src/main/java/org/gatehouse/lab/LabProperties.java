package org.gatehouse.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatehouse.lab.command.ControlServer;
import org.gatehouse.lab.directory.domain.Person;
import org.gatehouse.lab.io.OwnerFile;

/**
 * The file by which scripts find a running lab, in the format of {@link java.util.Properties}. It is there when everything
 * answers and goes when the lab does; only its owner can read it, since the users' passwords are in it.
 */
final class LabProperties {
    private final Path file;

    LabProperties(Path home) {
        this.file = home.resolve("lab.properties");
    }

    void write(Lab lab, ControlServer control, Duration untilReady) throws IOException {
        StringBuilder text = new StringBuilder();
        Map<String, String> properties = properties(lab, untilReady);
        properties.put("control.port", Integer.toString(control.port()));
        properties.put("control.token", control.token());
        properties.forEach((key, value) ->
                text.append(key).append('=').append(escape(value)).append('\n'));
        OwnerFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    private static Map<String, String> properties(Lab lab, Duration untilReady) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("pid", Long.toString(ProcessHandle.current().pid()));
        properties.put("realm", lab.realm().name());
        properties.put("realms", lab.realms().stream().map(LabRealm::name).collect(Collectors.joining(" ")));
        properties.put("portal.url", lab.portal().toString());
        properties.put("portal.host", lab.portal().getHost());
        properties.put("secure.url", lab.securePortal().toString());
        properties.put("ca", lab.caCertificate().toString());
        properties.put("port", Integer.toString(lab.portal().getPort()));
        properties.put("https.port", Integer.toString(lab.securePortal().getPort()));
        properties.put("kdc.port", Integer.toString(lab.kdc().getPort()));
        properties.put("ldap.port", Integer.toString(lab.ldap().getPort()));
        properties.put("ldaps.port", Integer.toString(lab.ldaps().getPort()));
        properties.put("ready.seconds", Summary.seconds(untilReady));
        List<String> users = new ArrayList<>();
        for (LabRealm realm : lab.realms()) {
            for (Person person : realm.directory().accounts().people()) {
                String name = signOnName(lab, realm, person);
                users.add(name);
                properties.put("password." + name, person.account().password().text());
                properties.put("groups." + name, String.join(", ", person.groups()));
            }
        }
        properties.put("users", String.join(" ", users));
        return properties;
    }

    /** The name alone for the portal's own realm, {@code carol@PARTNER.LOCALHOST} for another. */
    static String signOnName(Lab lab, LabRealm realm, Person person) {
        String name = person.account().samAccountName();
        return realm.equals(lab.realm()) ? name : name + "@" + realm.name();
    }

    /** A backslash begins an escape, and a line's end would end the value. */
    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
