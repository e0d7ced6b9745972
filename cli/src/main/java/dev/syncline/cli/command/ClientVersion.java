package dev.syncline.cli.command;

import picocli.CommandLine.IVersionProvider;

/// The version of this build, as Maven writes it into the jar.
final class ClientVersion implements IVersionProvider {

    static String text() {
        String version = ClientVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"syncline " + text()};
    }
}
