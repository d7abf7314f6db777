package org.gatehouse.lab.kdc.policy;

import java.time.Instant;

/** What a request is judged by from its beginning to its end, though clock and policy may change meanwhile. */
public record Moment(Instant now, KdcPolicy policy) {}
