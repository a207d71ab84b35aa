"""Absence cover: who stands in for whom while somebody is away."""
