package org.gatehouse.dist.proxies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program that is run as a reverse proxy: its settings, and what they need around them to run from a folder of its own. */
enum ProxyKind {
    NGINX("nginx-light", "/usr/sbin/nginx", "nginx.conf", "start worker process ") {
        @Override
        List<String> options(Path folder) throws IOException {
            String temporary = Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                    .map(what -> "  %s_temp_path %s;\n".formatted(what, folder.resolve(what)))
                    .collect(Collectors.joining());
            Path main = Files.writeString(folder.resolve("main.conf"), """
                    %sdaemon off;
                    error_log stderr notice;
                    pid %s;
                    events { }
                    http {
                      access_log off;
                    %s  include %s;
                    }
                    """.formatted(
                    isRoot() ? "user root;\n" : "", folder.resolve("pid"), temporary, folder.resolve(settings())));
            return List.of("-c", main.toString(), "-e", "stderr");
        }

        @Override
        Map<String, String> places(int port) {
            return Map.of("listen 443 ", "listen 127.0.0.1:" + port + " ");
        }
    },

    HAPROXY("haproxy", "/usr/sbin/haproxy", "haproxy.cfg", "Loading success") {
        @Override
        List<String> options(Path folder) {
            return List.of("-W", "-db", "-f", folder.resolve(settings()).toString());
        }

        @Override
        Map<String, String> places(int port) {
            return Map.of("bind :443 ", "bind 127.0.0.1:" + port + " ");
        }
    },

    HTTPD("apache2-bin", "/usr/sbin/apache2", "apache-http.conf", "resuming normal operations") {
        @Override
        List<String> options(Path folder) throws IOException {
            String modules = Stream.of(
                            "mpm_event", "authz_core", "headers", "proxy", "proxy_http", "socache_shmcb", "ssl")
                    .map(module ->
                            "LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so\n".formatted(module, module))
                    .collect(Collectors.joining());
            String settings = Files.readString(folder.resolve(settings()));
            String listen = settings.lines()
                    .filter(line -> line.startsWith("<VirtualHost "))
                    .map(line -> line.replaceAll("\\D", ""))
                    .collect(Collectors.joining());
            Path main = Files.writeString(folder.resolve("main.conf"), """
                    ServerRoot %s
                    DefaultRuntimeDir %s
                    Mutex file:%s default
                    PidFile pid
                    ErrorLog /dev/stderr
                    Listen 127.0.0.1:%s
                    %sInclude %s
                    """.formatted(
                            folder, folder, folder, listen, modules, folder.resolve(settings())));
            return List.of("-D", "FOREGROUND", "-f", main.toString());
        }

        @Override
        Map<String, String> places(int port) {
            return Map.of("<VirtualHost *:443>", "<VirtualHost *:" + port + ">", "-Port 443", "-Port " + port);
        }
    };

    private final String debianPackage;
    private final String program;
    private final String settings;
    private final String ready;

    ProxyKind(String debianPackage, String program, String settings, String ready) {
        this.debianPackage = debianPackage;
        this.program = program;
        this.settings = settings;
        this.ready = ready;
    }

    /** What it is run with. The settings are in the folder already. */
    abstract List<String> options(Path folder) throws IOException;

    /** What the settings say for an administrator, and what stands there in a test. */
    abstract Map<String, String> places(int port);

    /** The name of the file that the archive ships. */
    final String settings() {
        return settings;
    }

    /** What it says when it listens. */
    final String ready() {
        return ready;
    }

    final String program() throws IOException {
        if (!Files.isExecutable(Path.of(program))) {
            throw new IOException(program + " is not installed. Install it: apt-get install --no-install-recommends "
                    + debianPackage);
        }
        return program;
    }

    /** Its workers could not read a folder that is the test's alone, if they were another user's. */
    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
