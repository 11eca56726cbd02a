"""A real S3 client against a server on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

SECRET = "sesame-open-the-bucket"


@dataclass
class Bucket:
    """A fresh bucket; `client` is boto3's, apart from the one that is tested. `url` is of the folder for brochures."""

    name: str
    client: Any

    @property
    def url(self) -> str:
        return f"s3://{self.name}/career day/2026"

    def names(self) -> list[str]:
        listed = self.client.list_objects_v2(Bucket=self.name).get("Contents", [])
        return [entry["Key"].removeprefix("career day/2026/") for entry in listed]

    def pdfs(self) -> list[str]:
        return [name for name in self.names() if name.endswith(".pdf")]

    def read(self, name: str) -> bytes:
        found = self.client.get_object(Bucket=self.name, Key=f"career day/2026/{name}")
        return bytes(found["Body"].read())

    def head(self, name: str) -> dict[str, Any]:
        return dict(self.client.head_object(Bucket=self.name, Key=f"career day/2026/{name}"))

    def put(self, name: str, data: bytes) -> None:
        self.client.put_object(Bucket=self.name, Key=f"career day/2026/{name}", Body=data)

    def delete(self, name: str) -> None:
        self.client.delete_object(Bucket=self.name, Key=f"career day/2026/{name}")


@contextmanager
def served() -> Iterator[Any]:
    """The server; the environment names it and the key, as it would for a user."""
    import boto3
    import s3fs
    from moto.server import ThreadedMotoServer

    from reportgen.batch import address

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        host, port = server.get_host_and_port()
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "key")
        patch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        s3fs.S3FileSystem.clear_instance_cache()
        address._opened.cache_clear()
        yield boto3.client("s3")
    server.stop()
