package org.gatehouse.lab.directory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.schema.LdapComparator;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.apache.directory.api.ldap.model.schema.comparators.NormalizingComparator;
import org.apache.directory.api.ldap.schema.manager.impl.DefaultSchemaManager;
import org.apache.directory.server.core.DefaultDirectoryService;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.core.api.DnFactory;
import org.apache.directory.server.core.api.InstanceLayout;
import org.apache.directory.server.core.api.interceptor.Interceptor;
import org.apache.directory.server.core.api.schema.SchemaPartition;
import org.apache.directory.server.core.authz.AciAuthorizationInterceptor;
import org.apache.directory.server.core.authz.DefaultAuthorizationInterceptor;
import org.apache.directory.server.core.partition.impl.avl.AvlPartition;
import org.apache.directory.server.core.schema.SchemaInterceptor;
import org.apache.directory.server.core.shared.DefaultDnFactory;
import org.apache.directory.server.core.trigger.TriggerInterceptor;
import org.gatehouse.lab.directory.ldap.MessageDepth;
import org.gatehouse.lab.directory.rights.DomainUserRights;
import org.gatehouse.lab.directory.rights.SearchLimits;
import org.gatehouse.lab.directory.schema.MemorySchemaLoader;
import org.gatehouse.lab.directory.schema.SchemaEntries;
import org.gatehouse.lab.directory.schema.SchemaStore;
import org.gatehouse.lab.directory.store.DirectoryRules;
import org.gatehouse.lab.directory.store.DomainPartition;

/** Puts ApacheDS together: every partition in memory, no hook in the JVM, the order that it needs. */
public final class DirectoryBoot {
    private static final int DN_CACHE_SIZE = 100;

    private static final String SYSTEM_SUFFIX = "ou=system";

    private final List<Entry> schemaEntries;
    private final SchemaManager schema;
    private final DomainUserRights rights = new DomainUserRights();

    private DirectoryBoot(List<Entry> schemaEntries, SchemaManager schema) {
        this.schemaEntries = schemaEntries;
        this.schema = schema;
    }

    public static DirectoryBoot withSchema() throws LdapException, IOException {
        List<Entry> entries = SchemaEntries.read();
        DefaultSchemaManager schema = new DefaultSchemaManager(new MemorySchemaLoader(entries));
        if (!schema.loadAllEnabled()) {
            throw new IOException("the schema does not load: " + schema.getErrors());
        }
        for (LdapComparator<?> comparator : schema.getComparatorRegistry()) {
            if (comparator instanceof NormalizingComparator normalizing) {
                normalizing.setOnServer(); // the server normalizes values when they come in
            }
        }
        return new DirectoryBoot(entries, schema);
    }

    public SchemaManager schema() {
        return schema;
    }

    /** Who may do what, once it knows the domains. */
    DomainUserRights rights() {
        return rights;
    }

    /** Starts the service with an empty partition for each suffix. */
    DirectoryService start(Path workDirectory, List<Dn> suffixes) throws LdapException, IOException {
        DefaultDirectoryService service = new QuietDirectoryService();
        service.setShutdownHookEnabled(false);
        service.setInstanceId("lab");
        service.setMaxPDUSize(MessageDepth.MAX_MESSAGE_SIZE);
        service.setInstanceLayout(new InstanceLayout(workDirectory.toFile()));
        service.setSchemaManager(schema);
        DnFactory dnFactory = new DefaultDnFactory(schema, DN_CACHE_SIZE);
        service.setDnFactory(dnFactory); // before the partitions, which ask for it
        SchemaPartition schemaPartition = new SchemaPartition(schema);
        schemaPartition.setWrappedPartition(new SchemaStore(schema, dnFactory, schemaEntries));
        service.setSchemaPartition(schemaPartition);
        service.setSystemPartition(named(new AvlPartition(schema, dnFactory), "system", new Dn(schema, SYSTEM_SUFFIX)));
        service.setInterceptors(withOwn(service.getInterceptors()));
        service.setAllowAnonymousAccess(true); // to the rootDSE; DomainUserRights keeps the rest
        service.startup();
        ReadWriteLock lock = service.getOperationManager().getRWLock();
        for (Dn suffix : suffixes) {
            AvlPartition domain = named(new DomainPartition(schema, dnFactory, lock), suffix.getNormName(), suffix);
            domain.initialize();
            service.addPartition(domain);
        }
        return service;
    }

    private static AvlPartition named(AvlPartition partition, String id, Dn suffix) throws LdapException {
        partition.setId(id);
        partition.setSuffixDn(suffix);
        return partition;
    }

    private List<Interceptor> withOwn(List<Interceptor> standard) {
        List<Interceptor> interceptors = new ArrayList<>();
        interceptors.add(new SearchLimits());
        for (Interceptor interceptor : standard) {
            if (outlivesTheService(interceptor)) {
                continue;
            }
            interceptors.add(interceptor);
            if (interceptor instanceof DefaultAuthorizationInterceptor) {
                interceptors.add(rights);
            } else if (interceptor instanceof SchemaInterceptor) {
                interceptors.add(new DirectoryRules());
            }
        }
        return interceptors;
    }

    /** They keep the last service, with all its entries, in static fields; the lab has neither ACIs nor triggers. */
    private static boolean outlivesTheService(Interceptor interceptor) {
        return interceptor instanceof AciAuthorizationInterceptor || interceptor instanceof TriggerInterceptor;
    }

    private static final class QuietDirectoryService extends DefaultDirectoryService {
        QuietDirectoryService() throws LdapException {}

        /** The administrator's password is replaced before anybody can connect. */
        @Override
        protected void showSecurityWarnings() {}
    }
}
