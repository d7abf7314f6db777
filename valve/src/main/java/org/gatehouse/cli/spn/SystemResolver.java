package org.gatehouse.cli.spn;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Hashtable;
import java.util.Locale;
import java.util.Optional;
import javax.naming.Context;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import org.gatehouse.kerberos.ServiceName;

/**
 * This machine's resolver, and for aliases the DNS itself: the resolver follows them without saying so. The JDK's provider
 * for DNS is set up for each question alone and leaves nothing behind in the JVM.
 */
public final class SystemResolver implements Resolver {
    private static final String CNAME = "CNAME";
    /** Longer chains are loops. */
    private static final int MAX_ALIASES = 8;
    /** In milliseconds; doubled with each of the tries. */
    private static final String TIMEOUT = "1000";

    private static final String TRIES = "2";

    private final String servers;

    /** With the DNS servers that this machine uses. */
    public SystemResolver() {
        this("dns:");
    }

    /** With servers of their own: {@code dns://127.0.0.1:5353}. */
    SystemResolver(String servers) {
        this.servers = servers;
    }

    @Override
    public Resolution resolve(String host) {
        Optional<InetAddress> address = address(host);
        Optional<String> canonical = canonical(host);
        return new Resolution(address.isPresent(), canonical, address.flatMap(SystemResolver::reverse));
    }

    private static Optional<InetAddress> address(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The JDK gives the address as text where there is no name, or one that does not lead back to the address. */
    private static Optional<String> reverse(InetAddress address) {
        String name = address.getCanonicalHostName();
        return name.equals(address.getHostAddress()) ? Optional.empty() : Optional.of(normal(name));
    }

    /** Empty if no server answers or none knows the name: it is in a file of this machine, then. */
    private Optional<String> canonical(String host) {
        try {
            DirContext dns = new InitialDirContext(environment());
            try {
                String name = normal(host);
                for (int i = 0; i < MAX_ALIASES; i++) {
                    Optional<String> target = alias(dns, name);
                    if (target.isEmpty()) {
                        return Optional.of(name);
                    }
                    name = target.get();
                }
                return Optional.empty();
            } finally {
                dns.close();
            }
        } catch (NamingException e) {
            return Optional.empty();
        }
    }

    // BanJNDI: what is asked for is a DNS name by its form, never a URL that would lead to another provider, and the
    // DNS provider answers with text alone.
    @SuppressWarnings("BanJNDI")
    private static Optional<String> alias(DirContext dns, String name) throws NamingException {
        if (!ServiceName.isHost(name)) {
            throw new InvalidNameException("not a host's name");
        }
        Attribute alias = dns.getAttributes(name, new String[] {CNAME}).get(CNAME);
        return alias == null ? Optional.empty() : Optional.of(normal(alias.get().toString()));
    }

    // JNDI asks for a Hashtable.
    @SuppressWarnings("JdkObsolete")
    private Hashtable<String, String> environment() {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, servers);
        environment.put("com.sun.jndi.dns.timeout.initial", TIMEOUT);
        environment.put("com.sun.jndi.dns.timeout.retries", TRIES);
        return environment;
    }

    private static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
