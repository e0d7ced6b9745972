package dev.syncline.allinone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import dev.syncline.allinone.installation.Service;

/// What the workers have counted of rows so far, as Prometheus would see it.
///
/// @param read rows that were read, less those that did not count in the end
/// @param loaded likewise, rows that targets have taken
/// @param discarded of both
record Counters(long read, long loaded, long discarded) {

    static Counters of(Installed installed, HttpClient http) {
        String extractor = page(installed, http, Service.EXTRACTOR);
        String loader = page(installed, http, Service.LOADER);
        long readInVain = sum(extractor, "syncline_extract_discarded_rows_total");
        long loadedInVain = sum(loader, "syncline_load_discarded_rows_total");
        return new Counters(
                sum(extractor, "syncline_extract_rows_total") - readInVain, sum(loader, "syncline_load_rows_total") - loadedInVain, readInVain + loadedInVain);
    }

    Counters since(Counters before) {
        return new Counters(read - before.read, loaded - before.loaded, discarded - before.discarded);
    }

    static String page(Installed installed, HttpClient http, Service service) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(installed.url(service, "/actuator/prometheus")))
                .header("Authorization", "Bearer " + installed.settings.installation().apiToken())
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long sum(String page, String name) {
        return page.lines().filter(line -> line.startsWith(name + "{")).mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }
}
