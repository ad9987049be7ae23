# The program in a container: no shell, no package manager, not root, 200 MB of which .NET is the most.
#   docker build -t actormesh:dev .
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled AS runtime

FROM runtime AS program
# Empty folders of the user's own, to be volumes: for what is kept, and for what is given. There is no mkdir in here.
COPY --from=runtime --chown=$APP_UID:$APP_UID /home/app /var/lib/actormesh
COPY --from=runtime --chown=$APP_UID:$APP_UID /home/app /run/actormesh
ENV PATH=/app:$PATH ACTORMESH_STATE=/var/lib/actormesh
# Its socket in /tmp would be all that writes outside of that folder. 1 brings dotnet-trace and dotnet-dump back, with a tmpfs at /tmp.
ENV DOTNET_EnableDiagnostics=0
USER $APP_UID
WORKDIR /var/lib/actormesh
# SIGTERM drains; give it longer than mesh.drain.grace.
ENTRYPOINT ["/app/actormesh"]
CMD ["--help"]
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=5 CMD ["/app/actormesh", "ready", "http://127.0.0.1:15000/ready"]

# What is built already: docker build --target built -t actormesh:dev -f Dockerfile Cli/bin/Release/net10.0
FROM program AS built
COPY . /app/

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
WORKDIR /source
COPY . .
# The folder of the build, not one of publish: it is the one that is compiled ahead.
RUN dotnet build Cli -c Release --nologo

FROM program
COPY --from=build /source/Cli/bin/Release/net10.0 /app/
