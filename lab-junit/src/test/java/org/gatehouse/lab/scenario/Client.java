package org.gatehouse.lab.scenario;

import java.io.IOException;
import org.gatehouse.lab.Lab;

/** The Kerberos clients of the scenarios. */
enum Client {
    /** MIT's kinit and kvno with curl; they take over the KDC's time at the logon ({@code kdc_timesync = 1}). */
    MIT {
        @Override
        Seat sitDown(Lab lab) throws IOException {
            return new MitSeat(lab.workstation());
        }
    },
    /** The same with the workstation's time ({@code kdc_timesync = 0}), as it is set where clocks are looked after. */
    MIT_BY_ITS_OWN_CLOCK {
        @Override
        Seat sitDown(Lab lab) throws IOException {
            return new MitSeat(lab.workstation().configured("[libdefaults]\n    kdc_timesync = 0"));
        }
    },
    /** Krb5LoginModule and JGSS with the JDK's HTTP client. Its clock is right, whatever the workstation's is. */
    JDK {
        @Override
        Seat sitDown(Lab lab) {
            return new JdkSeat(lab);
        }
    };

    /** A new place, where nobody is logged on. */
    abstract Seat sitDown(Lab lab) throws IOException;

    /** One of two texts: the programs' and the JDK's. */
    String says(String mit, String jdk) {
        return this == JDK ? jdk : mit;
    }
}
