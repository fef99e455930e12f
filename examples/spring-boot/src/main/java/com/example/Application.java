package com.example;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import hermes.backend.Hermes;
import hermes.backend.Notification;
import hermes.backend.Publisher;
import hermes.backend.StackOutputs;
import hermes.backend.Tokens;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Started with --outputs=outputs.json, which is what "hermes outputs --json" prints, with --stack for one on AWS. */
@SpringBootApplication
public class Application {
    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    /** Of a stack on this machine nothing goes to AWS, whatever profile is set. */
    @Bean
    Hermes hermes(@Value("${outputs}") File outputs, ObjectMapper json) throws IOException {
        return Hermes.of(StackOutputs.of(json.readValue(outputs, new TypeReference<Map<String, String>>() {})));
    }

    @Bean
    Tokens tokens(Hermes hermes) {
        return hermes.tokens();
    }
    @Bean
    Publisher publisher(Hermes hermes) {
        return hermes.publisher();
    }

    /** User and room are parameters to keep this short: take them from your login, or everybody is anybody. */
    @RestController
    record Notifications(Tokens tokens, Publisher publisher) {
        @GetMapping("/token")
        String token(@RequestParam String user, @RequestParam String room) {
            return tokens.issue(user, room, Duration.ofHours(12));
        }

        @PostMapping("/greet")
        String greet(@RequestParam String user, @RequestParam String room) {
            var data = Map.of("type", "greeting", "data", "from Spring Boot");
            return publisher.publish(Notification.to(room).from(user).data(data).build());
        }
    }
}
