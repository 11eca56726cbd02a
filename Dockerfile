# docker build -t reportgen .
# docker run --rm -v "$PWD/output:/work/output" reportgen brochure "medical records" --state TX
# (the folder must be writable for user 1000; else add --user "$(id -u):$(id -g)")

FROM python:3.13-slim-bookworm AS build
WORKDIR /src
COPY requirements.lock .
# Every package comes checked against its hash; what follows installs from this folder only.
RUN pip download --quiet --require-hashes --dest /wheels -r requirements.lock
COPY . .
RUN pip install --quiet --no-index --find-links /wheels build hatchling \
    && python -m build --no-isolation --outdir /wheels

FROM python:3.13-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
# Of the downloaded packages only those that reportgen needs to run, not the development tools.
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --quiet --no-cache-dir --no-index --find-links /wheels reportgen
RUN useradd --create-home --uid 1000 reportgen && install -d -o reportgen /work/output
USER reportgen
WORKDIR /work
ENTRYPOINT ["reportgen"]
CMD ["--help"]
