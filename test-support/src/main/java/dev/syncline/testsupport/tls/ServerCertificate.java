package dev.syncline.testsupport.tls;

import java.nio.file.Path;

import javax.net.ssl.SSLContext;

/// By what a server is known.
///
/// @param certificate as PEM, with those above it
/// @param key as PEM
/// @param both of them in one file
/// @param context for a server in this JVM
public record ServerCertificate(Path certificate, Path key, Path both, SSLContext context) {}
