package org.gatehouse.crypto;

/** 128 bits that stand for a longer text; only whoever knows the key can find two texts with the same ones. */
public record Fingerprint(long high, long low) {}
