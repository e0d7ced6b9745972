package dev.syncline.kit;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/// Starts a service so that several of them can share one class path: each has a settings file of its own name.
public final class ServiceApplication {

    private ServiceApplication() {}

    /// @param name of the service, and of its settings file on the class path, such as `loader-service`
    public static SpringApplicationBuilder of(Class<?> service, String name) {
        return new SpringApplicationBuilder(service)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .properties("spring.config.name=" + name, "spring.application.name=" + name);
    }
}
