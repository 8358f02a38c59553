# The Discord bot as an unprivileged user, with nothing to write to but /state.
#   docker build -t meeting-bot . && docker run --rm meeting-bot ask "Who attended the meeting?"

FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY corpus corpus
RUN python -m venv /opt/meeting-bot \
    && /opt/meeting-bot/bin/pip install --no-cache-dir '.[pdf]'

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --home-dir /state meeting-bot \
    && install --directory --owner=meeting-bot --group=meeting-bot /state /config
COPY --from=build /opt/meeting-bot /opt/meeting-bot
ENV PATH="/opt/meeting-bot/bin:$PATH" \
    PYTHONDONTWRITEBYTECODE=1 \
    XDG_STATE_HOME=/state
USER 10001
VOLUME /state
# A config.toml that is mounted here is read.
WORKDIR /config
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s --retries=3 CMD ["meeting-bot", "check", "--alive"]
ENTRYPOINT ["meeting-bot"]
CMD ["discord"]
