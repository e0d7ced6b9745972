package dev.syncline.kit.client;

import java.net.http.HttpClient;
import java.time.Duration;

import dev.syncline.kit.security.SecurityProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/// Makes clients of another service from `@HttpExchange` interfaces; they show the service token and follow no redirects.
public final class ServiceClients {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration READ = Duration.ofSeconds(15);

    private ServiceClients() {}

    public static <T> T create(Class<T> api, RestClient.Builder builder, String baseUrl, SecurityProperties security) {
        return create(api, builder, baseUrl, security, READ);
    }

    /// @param longestAnswer how long an answer is waited for
    public static <T> T create(
            Class<T> api, RestClient.Builder builder, String baseUrl, SecurityProperties security, Duration longestAnswer) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(longestAnswer);
        RestClient client = builder.clone()
                .baseUrl(baseUrl)
                .requestFactory(requests)
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + security.serviceToken())
                .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client)).build().createClient(api);
    }
}
