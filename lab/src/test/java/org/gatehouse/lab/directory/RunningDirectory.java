package org.gatehouse.lab.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.gatehouse.lab.directory.domain.DirectoryDomain;
import org.gatehouse.lab.directory.file.DomainFile;
import org.gatehouse.lab.directory.file.DomainSource;
import org.gatehouse.lab.directory.ldap.LdapEndpoints;
import org.gatehouse.lab.io.OwnerFolder;
import org.gatehouse.lab.tls.KeyStoreFile;
import org.gatehouse.lab.tls.LabAuthority;

/** A directory on free ports with the domains that come with the lab, or others. */
final class RunningDirectory implements AutoCloseable {
    final Directory directory;
    final DirectoryDomain lab;
    private final Path work;

    private RunningDirectory(Directory directory, Path work) {
        this.directory = directory;
        this.lab = directory.domains().get(0);
        this.work = work;
    }

    static RunningDirectory ofLab(InstantSource clock) throws Exception {
        return of(DomainFile.bundled(), clock);
    }

    static RunningDirectory of(List<DomainFile> files, InstantSource clock) throws Exception {
        Path work = Files.createTempDirectory("directory");
        List<DomainSource> domains =
                files.stream().map(file -> new DomainSource(file, clock)).toList();
        LabAuthority authority = new LabAuthority();
        KeyStoreFile keys = authority.issue(work.resolve("ldap.p12"), List.of());
        Files.writeString(work.resolve("ca.pem"), authority.pem());
        LdapEndpoints endpoints = new LdapEndpoints(0, 0, keys.path(), keys.password());
        return new RunningDirectory(Directory.start(domains, work, endpoints), work);
    }

    DirectoryDomain partner() {
        return directory.domains().get(1);
    }

    /** The certificate of the authority that issued the directory's. */
    Path caCertificate() {
        return work.resolve("ca.pem");
    }

    @Override
    public void close() throws IOException {
        directory.close();
        OwnerFolder.remove(work);
    }
}
